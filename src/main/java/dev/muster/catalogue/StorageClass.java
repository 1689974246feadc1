package dev.muster.catalogue;

/** How an item is kept and carried. */
public enum StorageClass {
    AMBIENT,
    /** 2 to 8 °C. */
    COLD_2_8,
    /** −20 °C. */
    FROZEN_20,
    /** −70 °C. */
    DEEP_FROZEN_70
}
