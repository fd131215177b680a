package dev.gradus.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Building, differentiating and planning a loop takes time proportional to its size, whichever part of it grows. */
@Tag("long")
class LargeLoopsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SIZE = 60;

    /** A loop with any number of nodes. */
    private enum Shape {
        /** Each carry becomes the next one. */
        REGISTER((n, a) -> {
            ScanBuilder builder = Scan.times(3);
            for (int i = 0; i < n; i++) {
                builder.carry("c" + i, a.multiply(i));
            }
            return builder.steps(step -> {
                        step.next("c0", step.carry("c0").sin());
                        for (int i = 1; i < n; i++) {
                            step.next("c" + i, step.carry("c" + (i - 1)));
                        }
                    })
                    .carry("c" + (n - 1));
        }),
        /** A step reads many outer values. */
        OUTER_VALUES((n, a) -> {
            List<Node> values = values(n, a);
            return Scan.times(3).carry("c", a).body(c -> summed(values, c)).carry();
        }),
        OUTPUTS((n, a) -> {
            Scan scan = Scan.times(3).carry("c", a).steps(step -> {
                Node c = step.carry("c");
                step.next("c", c.sin());
                for (int i = 0; i < n; i++) {
                    step.output("y" + i, c.multiply(i).cos());
                }
            });
            Node sum = a;
            for (int i = 0; i < n; i++) {
                sum = sum.add(scan.output("y" + i).sum());
            }
            return sum;
        }),
        /** Loops one after the other, in a step. */
        INNER_LOOPS((n, a) -> Scan.times(3)
                .carry("c", a)
                .body(c -> {
                    Node x = c;
                    for (int i = 0; i < n; i++) {
                        x = Scan.times(2).carry("g", x).body(g -> g.multiply(c)).carry();
                    }
                    return x;
                })
                .carry()),
        /** Conditions one after the other. */
        CONDITIONS((n, a) -> {
            Node x = a;
            for (int i = 0; i < n; i++) {
                x = While.carry("x", x)
                        .most(3)
                        .body(c -> c.less(0.5), c -> c.multiply(1.5))
                        .carry();
            }
            return x;
        }),
        /** A segment that reads many unnamed values, whose gradients are equal. */
        CHECKPOINT((n, a) -> Checkpoint.of(summed(
                values(n, a).stream()
                        .<Node>map(
                                x -> Scan.times(2).carry("c", x).body(Node::sin).carry())
                        .toList(),
                a)));

        private final BiFunction<Integer, Parameter, Node> make;

        Shape(BiFunction<Integer, Parameter, Node> make) {
            this.make = make;
        }

        private static List<Node> values(int n, Node a) {
            List<Node> values = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                values.add(a.multiply(i).sin());
            }
            return values;
        }

        private static Node summed(List<Node> values, Node first) {
            Node sum = first;
            for (Node value : values) {
                sum = sum.add(value);
            }
            return sum;
        }

        /** Builds the loop, differentiates it twice and plans both passes of its gradient. */
        Run planned(int n) {
            Parameter a = Parameter.of("a", Tensor.scalar(0.3));
            return Run.of(Graph.of(
                    Gradients.of(make.apply(n, a)).wrt(a).add(Constant.of(0).multiply(a))));
        }
    }

    /** Four times the nodes may take four times the memory in total, plus a half for tables that double. */
    @Test
    void memoryTakenGrowsNoFasterThanTheLoop() {
        for (Shape shape : Shape.values()) {
            shape.planned(2); // created once for all loops
            double growth = (double) allocatedBytes(shape, 4 * SIZE) / allocatedBytes(shape, SIZE);
            assertThat(growth).as("%s", shape).isLessThan(4 * 1.5);
        }
    }

    private static long allocatedBytes(Shape shape, int size) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        shape.planned(size);
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
