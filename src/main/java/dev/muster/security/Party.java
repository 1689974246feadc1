package dev.muster.security;

/** Who a credential stands for: a person or program with an account, a wall screen, or a supplier's program with a key. */
sealed interface Party permits Account, Device, KeyHolder {}
