package dev.muster.unit;

/**
 * A kit that goes with a team.
 *
 * @param item id of the kit
 * @param kits how many
 * @param required whether the team does not leave without
 */
public record TeamKit(int item, int kits, boolean required) {}
