/**
 * Only here to be translated to JavaScript: what the app takes from Java. The app itself is in
 * {@code src/main/resources/motp-app}.
 */
package org.motp.app;
