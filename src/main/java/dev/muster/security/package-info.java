/**
 * Identity, roles, site and organisation scope. Deny by default; a caller sees and changes its own organisation's things only.
 */
@NullMarked
package dev.muster.security;

import org.jspecify.annotations.NullMarked;
