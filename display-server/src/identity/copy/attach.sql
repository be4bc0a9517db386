ATTACH :file AS live
