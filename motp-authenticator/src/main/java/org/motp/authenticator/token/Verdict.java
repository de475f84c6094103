package org.motp.authenticator.token;

/** What a typed code is worth. */
public enum Verdict {
  /** Right, and used up by this. */
  ACCEPTED,
  /** Wrong, or used before; counted as a failure. */
  WRONG,
  /** The same wrong code as a moment ago: to be answered like {@link #WRONG}, not counted again. */
  REPEATED,
  /** Has not the form of a code; nothing was compared, nothing counted. */
  MALFORMED,
  /** The user has tokens, but none that is usable now; nothing was compared, nothing counted. */
  UNUSABLE
}
