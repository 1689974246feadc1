package dev.muster.restock;

/** An item at a site, by the numbers and codes of both. */
record ReviewKey(int site, String siteCode, int item, String itemCode) {}
