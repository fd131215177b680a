/**
 * The playground: a page in which a user types formulas, trains them and steps through them.
 *
 * <p>{@link dev.gradus.playground.Session} holds the state of a page, and {@link dev.gradus.playground.Model} is what the lines
 * define. The page calls the functions of {@link dev.gradus.playground.PageApi}. {@link dev.gradus.playground.Grader} repeats
 * trainings in a session, for the page that grades and for {@link dev.gradus.playground.GradeCommand}.
 *
 * <p>Of the packages below only {@code build} knows this one. Each of the others uses only some that come before it:
 *
 * <table>
 * <caption>Packages</caption>
 * <tr><td>{@code language}<td>lines like NumPy's, read into a graph
 * <tr><td>{@code backward}<td>a backward pass that a student types
 * <tr><td>{@code data}<td>data sets, and which rows are trained on
 * <tr><td>{@code training}<td>training, going back and repeating
 * <tr><td>{@code predict}<td>what the lines predict for other rows
 * <tr><td>{@code show}<td>values, errors and sentences, as a page shows them
 * <tr><td>{@code link}<td>states, lessons and tasks in links
 * <tr><td>{@code grade}<td>what students hand in, and the table of grades
 * <tr><td>{@code build}<td>builds the page
 * </table>
 */
package dev.gradus.playground;
