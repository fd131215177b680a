/**
 * What a browser lacks of Java's library, and what TeaVM has otherwise than Java defines it. Tests on the JVM hold each
 * method to Java's own.
 *
 * <p>A class in a package below stands in for the class whose full name follows this package's.
 */
package dev.gradus.playground.build.browser;
