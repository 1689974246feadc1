package dev.muster.restock;

/** Whether a supplier can be asked. */
public enum SupplierStatus {
    ACTIVE,
    SUSPENDED,
    CLOSED
}
