/**
 * Every public function, declared once: its names here and in other libraries, its parameters, how its node is made, where
 * it is defined and where it has no derivative. What calls functions by name reads these rows: files of graphs, programs
 * that are typed, lifted Java, and the list of all operations.
 */
package dev.gradus.vocabulary;
