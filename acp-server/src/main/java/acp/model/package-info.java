/**
 * Language models: a request goes in, a stream of events comes out. Each provider's dialect is one
 * adapter in a room of its own below this one; nothing else knows a dialect. Knows no session
 * engine, no tool and no protocol version.
 */
@NullMarked
package acp.model;

import org.jspecify.annotations.NullMarked;
