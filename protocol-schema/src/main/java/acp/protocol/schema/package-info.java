/**
 * Writes the JSON Schema of the protocol from its Java types, so that the two cannot differ. Runs
 * in the build and never in the agent: nothing else may name this package.
 */
@NullMarked
package acp.protocol.schema;

import org.jspecify.annotations.NullMarked;
