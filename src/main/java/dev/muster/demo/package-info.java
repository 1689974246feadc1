/**
 * The demo scenario: a province in an epidemic, played through the public API.
 *
 * <p>{@link dev.muster.demo.Province} is the invented place, {@link dev.muster.demo.Epidemic} its course,
 * {@link dev.muster.demo.Needs} what sites use because of it, {@link dev.muster.demo.Scenario} what people do at each
 * step of a quarter of a simulated hour: {@link dev.muster.demo.Deed}s. All of these are pure and follow from the seed.
 * {@link dev.muster.demo.Player} sends the deeds over HTTP with the demo accounts, never by calling other features, and
 * keeps where it stands in its own table, so that a restart goes on. Ids follow from run, step and subject: a deed sent
 * twice happens once.
 */
@NullMarked
package dev.muster.demo;

import org.jspecify.annotations.NullMarked;
