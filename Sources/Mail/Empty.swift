enum EmptyMail {}
