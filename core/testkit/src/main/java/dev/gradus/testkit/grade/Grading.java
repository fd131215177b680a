package dev.gradus.testkit.grade;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Counts the {@link Points} of all test classes that it extends. After the last test it prints each task and a line such as
 * {@code points: 7 of 10}, and writes them to {@code target/points.json}, or to the file that {@code -Dgradus.points} names.
 *
 * <p>A task that throws anything, does not end in time or never starts earns nothing. If the student's program calls {@code
 * System.exit}, the summary and the file name the task that was running; the tasks after it earn nothing. The file of an
 * earlier run is deleted at the start.
 *
 * <p>With {@code -Dgraded}, neither the output nor the file says what is wrong with an answer. They say only whether there
 * was one: a missing class or method, a task without end, an exit. The tests of each class then run in a JVM of their own,
 * and this one, in which no code of the student runs, counts and writes the points. {@code -Dgradus.submission} names the
 * folder of the student's classes; leave it out of this JVM's class path, so that a class of the student cannot replace one of
 * the tests or of the kit. With {@code -Dgradus.isolated=false} the tests run in this JVM.
 *
 * <p>A program that is graded still runs in one JVM with its tests. It can lie about their results if it looks for the
 * secret with which that JVM reports them.
 */
public final class Grading implements BeforeAllCallback, InvocationInterceptor {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Grading.class);

    /** Creates the extension. */
    public Grading() {}

    /** Adds the tasks of the class, so that those that never start are listed too. */
    @Override
    public void beforeAll(ExtensionContext context) {
        List<Points> tasks = AnnotationSupport.findAnnotatedMethods(
                        context.getRequiredTestClass(), Points.class, HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .map(method -> method.getAnnotation(Points.class))
                .toList();
        Scores scores = GradedProcess.reporter().orElseGet(() -> sheet(context));
        tasks.forEach(scores::add);
        if (isIsolated(context)) {
            GradedProcess.run(context.getRequiredTestClass(), tasks, scores);
        }
    }

    /** Runs a task in a thread of its own, so that a loop without end cannot stop the grading. */
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        Points points = test.getExecutable().getAnnotation(Points.class);
        if (isIsolated(context)) {
            invocation.skip();
            if (points != null && !sheet(context).hasEarned(points)) {
                throw new HiddenFailure(points);
            }
            return;
        } else if (points == null) {
            invocation.proceed();
            return;
        }
        Scores scores = GradedProcess.reporter().orElseGet(() -> sheet(context));
        scores.begin(points);
        try {
            proceed(invocation, points.seconds());
            scores.earn(points);
        } catch (Throwable failure) { // of any kind: the other tasks count
            scores.lose(points, failure);
            throw isGraded(context) ? new HiddenFailure(points) : failure;
        }
    }

    private static void proceed(Invocation<Void> invocation, int seconds) throws Throwable {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                invocation.proceed();
            } catch (Throwable failure) { // of any kind: it is thrown again in the calling thread
                thrown.set(failure);
            }
        });
        thread.setDaemon(true);
        thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(seconds));
        if (thread.isAlive()) {
            thread.interrupt();
            throw new TimeoutException("It did not end within " + seconds + " seconds. Is there a loop without end?");
        }
        if (thrown.get() != null) {
            throw thrown.get();
        }
    }

    private static ScoreSheet sheet(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        ScoreSheet.class,
                        none -> new ScoreSheet(
                                Path.of(context.getConfigurationParameter("gradus.points")
                                        .orElse("target/points.json")),
                                isGraded(context)),
                        ScoreSheet.class);
    }

    /** Whether another JVM runs the tests. */
    private static boolean isIsolated(ExtensionContext context) {
        return isGraded(context)
                && GradedProcess.reporter().isEmpty()
                && context.getConfigurationParameter("gradus.isolated")
                        .filter("false"::equals)
                        .isEmpty();
    }

    private static boolean isGraded(ExtensionContext context) {
        return context.getConfigurationParameter("graded")
                .filter(value -> !value.equals("false"))
                .isPresent();
    }

    /** Says that a task failed, but not why or where. */
    private static final class HiddenFailure extends AssertionError {
        private static final long serialVersionUID = 1L;

        private HiddenFailure(Points points) {
            super("0 of " + points.value() + " points: " + points.task());
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
