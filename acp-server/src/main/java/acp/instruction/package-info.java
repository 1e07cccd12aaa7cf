/**
 * What stands in the user's files about how the agent shall work: instructions of the project and
 * of the user, and skills. Finds the files, reads them within bounds and keeps them while they do
 * not change; says what was left out, and why. Knows neither models nor sessions, and decides
 * nothing: what stands there is data, and who reads it says what it may do.
 */
@NullMarked
package acp.instruction;

import org.jspecify.annotations.NullMarked;
