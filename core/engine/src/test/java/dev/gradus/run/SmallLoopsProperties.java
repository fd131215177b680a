package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.Scan;
import dev.gradus.flow.ScanBuilder;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Generated loops over few vectors in the steps of a scan, whose last vectors overlap. */
class SmallLoopsProperties {
    private static final int STEPS = 3;
    private static final int MOST_OPS = 12;

    @Property(tries = 60)
    void haveTheBitsOfTheEvaluator(
            @ForAll long seed,
            @ForAll @IntRange(min = 7, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 4) int parts,
            @ForAll KernelChoice kernels,
            @ForAll Set<Optimization> off) {
        off.remove(Optimization.GENERATED_LOOPS);
        Node number = scanned(new Random(seed), width, parts, STEPS);
        Run run = Run.builder(Graph.of(number))
                .without(off.toArray(Optimization[]::new))
                .kernels(kernels.refusal().isEmpty() ? kernels : KernelChoice.SCALAR)
                .loopsAtOnce()
                .build();
        Evaluator plain = run.evaluator();
        for (int repeated = 0; repeated < 2; repeated++) {
            assertThat(run.forward()).isEqualTo(plain.value(number).item());
            run.backward();
            for (Parameter parameter : run.graph().parameters()) {
                if (!run.unreached().containsKey(parameter)) {
                    assertThat(run.gradient(parameter)).as(parameter.label()).isEqualTo(plain.gradient(parameter));
                }
            }
        }
    }

    private static Node scanned(Random random, int width, int parts, int steps) {
        NumpyRandom numbers = NumpyRandom.seed(random.nextInt(1 << 20));
        Parameter long0 = Parameter.of("long0", numbers.randn(parts * width));
        Parameter short0 = Parameter.of("short0", numbers.randn(width));
        Parameter x = Parameter.of("x", numbers.randn(steps, width));
        Parameter W = Parameter.of("W", numbers.randn(parts * width));
        Parameter w = Parameter.of("w", numbers.randn(width));
        ScanBuilder builder = Scan.over("x", x, 0).carry("long", long0).carry("short", short0);
        if (random.nextBoolean()) {
            builder.keepIntermediates();
        }
        Scan scan = builder.steps(step -> {
            List<Node> longs = new ArrayList<>(List.of(step.carry("long"), W));
            List<Node> shorts = new ArrayList<>(List.of(step.carry("short"), step.element("x"), w));
            for (int i = 1 + random.nextInt(MOST_OPS); i > 0; i--) {
                Node a = pick(random, longs), b = pick(random, longs);
                Node c = pick(random, shorts), d = pick(random, shorts);
                int start = random.nextInt(parts * width - width + 1);
                switch (random.nextInt(9)) {
                    case 0 -> longs.add(a.multiply(b));
                    case 1 -> longs.add(a.sigmoid().subtract(W));
                    case 2 -> longs.add(joined(random, shorts, parts));
                    case 3 -> shorts.add(a.slice(0, start, start + width));
                    case 4 -> shorts.add(c.multiply(a.slice(0, start, start + width)));
                    case 5 -> shorts.add(c.greater(d).where(c, d.tanh()));
                    case 6 -> shorts.add(c.multiply(d.mean()));
                    case 7 -> shorts.add(c.tanh().add(d.multiply(w)));
                    default -> shorts.add(c.add(d).exp().add(1).log());
                }
            }
            step.next("long", joined(random, shorts, parts).multiply(W).sin());
            step.next(
                    "short",
                    pick(random, shorts)
                            .add(pick(random, longs).slice(0, 0, width))
                            .tanh());
            step.output("y", pick(random, shorts));
        });
        return scan.carry("long")
                .sum()
                .add(scan.carry("short").square().sum())
                .add(scan.output("y").sum());
    }

    private static Node joined(Random random, List<Node> shorts, int parts) {
        Node[] others = new Node[parts - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = pick(random, shorts);
        }
        return parts == 1 ? pick(random, shorts) : pick(random, shorts).concat(0, others);
    }

    private static Node pick(Random random, List<Node> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Slices are read in place, and pads that are added become one op. */
    @Example
    void aCellOfARecurrentNetworkIsAFewLoops() {
        int width = 14;
        NumpyRandom numbers = NumpyRandom.seed(0);
        Parameter h = Parameter.of("h", numbers.randn(width));
        Parameter W = Parameter.of("W", numbers.randn(3 * width));
        Node last = Scan.times(20)
                .carry("h", h)
                .body(before -> {
                    Node gates = before.concat(0, before, before).multiply(W);
                    Node open = gates.slice(0, 0, 2 * width).sigmoid();
                    Node change = gates.slice(0, 2 * width, 3 * width).tanh();
                    return before.multiply(open.slice(0, 0, width))
                            .add(change.multiply(open.slice(0, width, 2 * width)));
                })
                .carry();
        Run run = Run.builder(Graph.of(last.sum())).loopsAtOnce().build();
        assertThat(run.plan().toString())
                .contains("2 ops on 28 elements, 64 steps: used", "7 ops on 14 elements, 81 steps: used");
    }
}
