"""Events of many reports brought together: which texts are copies, which claims tell of one incident."""
