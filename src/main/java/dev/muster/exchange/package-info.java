/**
 * Files in and out: imports of reference data, stock and requests from CSV, XLSX and JSON.
 */
@NullMarked
package dev.muster.exchange;

import org.jspecify.annotations.NullMarked;
