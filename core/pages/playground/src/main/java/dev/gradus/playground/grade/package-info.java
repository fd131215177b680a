/**
 * The parts of grading that need no page: what students hand in, the loss of what it predicts by the task's own lines, and the
 * table of grades.
 */
package dev.gradus.playground.grade;
