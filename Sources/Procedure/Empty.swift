enum EmptyProcedure {}
