enum EmptyCasework {}
