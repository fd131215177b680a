/**
 * Grades programming assignments with JUnit Jupiter: points for each task, a summary, and a JSON file.
 *
 * <p>A test class is annotated with {@code @ExtendWith(Grading.class)}, and each task is a method annotated with {@link
 * dev.gradus.testkit.grade.Points}. {@link dev.gradus.testkit.grade.Submission} calls the student's classes without linking
 * to them, so a missing method costs its task only. {@link dev.gradus.testkit.grade.Answer} compares an answer with the
 * right one and with those that usual mistakes give.
 */
package dev.gradus.testkit.grade;
