/**
 * What TeaVM's class library lacks, or implements differently from Java. Tests on the JVM compare each method with Java's
 * own.
 *
 * <p>A class in a subpackage replaces the class whose full name follows the name of this package.
 */
package dev.gradus.playground.build.browser;
