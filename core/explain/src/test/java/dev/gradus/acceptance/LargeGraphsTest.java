package dev.gradus.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.TraceJson;
import dev.gradus.explain.Walk;
import dev.gradus.graph.Graph;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cost of a node does not grow with the graph, and no graph is too deep. */
@Tag("long")
class LargeGraphsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SIZE = 120;

    /** With this stack size, a method that recursed at each node would overflow on a graph of the size below. */
    private static final int STACK = 3 << 16;

    private static final int DEEP = 800;

    /**
     * Four times the nodes may take four times the memory in total, plus a half for tables that double. Work that leaves no
     * trace in memory is not detected.
     */
    @ParameterizedTest
    @EnumSource(GraphShape.class)
    void memoryTakenGrowsNoFasterThanTheGraph(GraphShape shape) {
        Graph ofTen = shape.of(10);
        Graph small = shape.of(SIZE);
        Graph large = shape.of(4 * SIZE);
        for (Work work : Work.values()) {
            if (shape == GraphShape.CONCAT && work == Work.WALKING) {
                continue; // the step of each part prints the whole gradient, up to the limit of abbreviation
            }
            work.apply(ofTen); // created once for all graphs
            double growth = (double) allocatedBytes(() -> work.apply(large)) / allocatedBytes(() -> work.apply(small));
            assertThat(growth).as("%s of %s", work, shape).isLessThan(4 * 1.5);
        }
        double building = (double) allocatedBytes(() -> shape.of(4 * SIZE)) / allocatedBytes(() -> shape.of(SIZE));
        assertThat(building).as("building %s", shape).isLessThan(4 * 1.5);
    }

    @ParameterizedTest
    @EnumSource(GraphShape.class)
    void nothingCallsItselfForEachNode(GraphShape shape) throws InterruptedException {
        Graph deep = shape.of(DEEP);
        for (Work work : Work.values()) {
            inSmallStack(() -> work.apply(deep), work + " of " + shape);
        }
        inSmallStack(() -> shape.of(DEEP), "building " + shape);
    }

    /** Compilers reject a sum of thousands of terms. */
    @Test
    void codeAddsUpManyPartsInSeveralStatements() {
        int parts = 300;
        Explanation explanation = Explanation.of(Run.of(GraphShape.FAN_OUT.of(2 * parts - 2)));

        List<String> numpy = statements(explanation.numpy(), "dx = ");
        assertThat(numpy).hasSizeGreaterThan(1).allMatch(sum -> sum.split(" \\+ ").length <= 65);
        assertThat(numpy.subList(1, numpy.size())).allMatch(sum -> sum.startsWith("dx + "));
        assertThat(String.join("", numpy).split(" \\+ ")).hasSize(parts);
        List<String> java = statements(explanation.java(), "dx = ");
        assertThat(java.get(0)).doesNotContain("dx.");
        assertThat(java.subList(1, java.size())).allMatch(sum -> sum.startsWith("dx.add("));
        assertThat(explanation.java()).containsOnlyOnce("Node dx = ");
    }

    private static List<String> statements(String code, String assignment) {
        return code.lines()
                .filter(line -> line.startsWith(assignment) || line.startsWith("Node " + assignment))
                .map(line -> line.substring(line.indexOf(assignment) + assignment.length()))
                .toList();
    }

    /** An operation on a graph. */
    private enum Work implements Function<Graph, Object> {
        PRINTING(graph -> graph.outputs().get(0).toString()),
        PLANNING(graph -> Run.of(graph).plan().toString()),
        LISTING(Graph::toString),
        TRACING(graph -> Trace.of(Run.of(graph))),
        EXPLAINING(LargeGraphsTest::explained),
        JSON(graph -> TraceJson.brief(Trace.of(Run.of(graph)), 64)),
        WALKING(LargeGraphsTest::walked);

        private final Function<Graph, Object> body;

        Work(Function<Graph, Object> body) {
            this.body = body;
        }

        @Override
        public Object apply(Graph graph) {
            return body.apply(graph);
        }
    }

    private static Object explained(Graph graph) {
        Explanation all = Explanation.of(Run.of(graph));
        return List.of(all.text(), all.listing(), all.latex(), all.mathMl(), all.java(), all.numpy());
    }

    private static Object walked(Graph graph) {
        Walk walk = Walk.of(Trace.of(Run.of(graph)));
        walk.print(new PrintStream(OutputStream.nullOutputStream()));
        return walk;
    }

    private static long allocatedBytes(Runnable body) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        body.run();
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }

    private static void inSmallStack(Runnable body, String what) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(null, body, "small stack", STACK);
        thread.setUncaughtExceptionHandler((where, failure) -> thrown.set(failure));
        thread.start();
        thread.join();
        assertThat(thrown.get()).as(what).isNull();
    }
}
