/**
 * What the schemas cannot say: the geometry of the event stream and the hash that chains it. The codecs are generated
 * into the
 * packages below this one.
 */
package io.lockstep.sbe;
