package dev.muster.security;

/** Who a credential stands for: a person or program with an account, or a wall screen. */
sealed interface Party permits Account, Device {}
