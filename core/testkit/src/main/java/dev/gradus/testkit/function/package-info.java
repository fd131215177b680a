/** Functions with derivatives written by hand, as ops. */
package dev.gradus.testkit.function;
