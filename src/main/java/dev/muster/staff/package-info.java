/**
 * People by staff number and teams: competencies with levels, credentials, rosters. No more is kept of a person than the
 * work needs. Where they stand and what they are booked for is kept by {@code unit}.
 */
@NullMarked
package dev.muster.staff;

import org.jspecify.annotations.NullMarked;
