enum EmptyVault {}
