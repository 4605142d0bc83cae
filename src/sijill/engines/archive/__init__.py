"""Archives of the web read shard by shard: the steps, the files of a shard, and the engines that run them."""
