"""Where candidates come from. Every source says where it saw a host, and none of them judges."""
