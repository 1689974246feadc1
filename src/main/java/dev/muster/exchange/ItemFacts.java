package dev.muster.exchange;

import java.util.List;
import java.util.Map;

/**
 * What an import must know of an item: how it is called and counted.
 *
 * @param supply whether it is held in lots and can be asked for in quantities
 * @param packs base units in each pack, by the pack's unit
 */
record ItemFacts(String code, List<String> names, boolean supply, String baseUnit, Map<String, Long> packs) {}
