SELECT count(*) FROM press WHERE debt <> 'nothing'
