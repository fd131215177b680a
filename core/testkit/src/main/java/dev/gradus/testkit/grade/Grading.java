package dev.gradus.testkit.grade;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Counts the {@link Points} of all test classes that it extends. After the last test it prints each task and a line such as
 * {@code points: 7 of 10}, and writes them to {@code target/points.json}, or to the file that {@code -Dgradus.points} names.
 *
 * <p>A task that throws anything, does not end in time or never starts earns nothing. If the student's program calls {@code
 * System.exit}, the summary and the file name the task that was running; the tasks after it earn nothing. If it halts the JVM,
 * there is no file: the one of an earlier run is deleted at the start.
 *
 * <p>With {@code -Dgraded}, neither the output nor the file says what is wrong with an answer. They say only whether there
 * was one: a missing class or method, a task without end, an exit.
 */
public final class Grading implements BeforeAllCallback, InvocationInterceptor {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Grading.class);

    /** Creates the extension. */
    public Grading() {}

    /** Adds the tasks of the class, so that those that never start are listed too. */
    @Override
    public void beforeAll(ExtensionContext context) {
        Arrays.stream(context.getRequiredTestClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Points.class))
                .forEach(method -> sheet(context).add(method.getAnnotation(Points.class)));
    }

    /** Runs a task in a thread of its own, so that a loop without end cannot stop the grading. */
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        Points points = test.getExecutable().getAnnotation(Points.class);
        if (points == null) {
            invocation.proceed();
            return;
        }
        ScoreSheet sheet = sheet(context);
        sheet.begin(points);
        try {
            proceed(invocation, points.seconds());
            sheet.earn(points);
        } catch (Throwable failure) { // of any kind: the other tasks count
            sheet.lose(points, failure);
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
