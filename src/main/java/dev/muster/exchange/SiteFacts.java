package dev.muster.exchange;

import java.util.List;

/** What an import must know of a site: how it is called. */
record SiteFacts(String code, List<String> names) {}
