package dev.muster.allocation.plan;

/**
 * What a class of demands gets in all.
 *
 * @param demandClass the class
 * @param served base units assigned, fixed reservations included
 * @param unserved base units that it does not get
 */
public record ClassTotal(DemandClass demandClass, long served, long unserved) {}
