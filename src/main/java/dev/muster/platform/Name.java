package dev.muster.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A name in Chinese and English; at least one of them is given. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Name(@Nullable String zh, @Nullable String en) {}
