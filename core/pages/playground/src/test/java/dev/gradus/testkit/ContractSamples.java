package dev.gradus.testkit;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.bits.Hash;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.GraphOps;
import dev.gradus.testkit.cases.Layouts;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.CaseLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Hashes what an op computes on samples of its contract, forward and backward, plain and planned. In the package of the
 * testkit, which keeps its cases to itself.
 */
public final class ContractSamples {
    private ContractSamples() {}

    /** Adds this many samples; the same ones wherever it is called. */
    public static void add(OpContract contract, int samples, Hash hash) {
        SpecData spec = contract.spec().data();
        Random random = new Random(1);
        for (int sample = 0; sample < samples; sample++) {
            CaseLayout layout = switch (sample % 4) {
                case 0 -> Layouts.drawLarge(spec, random);
                case 1 -> Layouts.drawSmallest(spec, random);
                default -> Layouts.draw(spec, random);
            };
            long seed = random.nextLong();
            Object attribute = CaseGenerator.attribute(spec, layout, seed).value();
            add(CaseGenerator.drawn(spec, layout, attribute, seed), hash);
        }
    }

    private static void add(Case where, Hash hash) {
        if (!where.couldBeMade()) {
            hash.add(String.valueOf(where.refusal().orElseThrow()));
            return;
        }
        try {
            addNumbers(where, hash);
        } catch (RuntimeException refused) {
            hash.add(String.valueOf(refused));
        }
    }

    private static void addNumbers(Case where, Hash hash) {
        Op op = where.anotherOp();
        Input upstream = Input.of("upstream", op.shape());
        Graph graph = Graph.of(op.multiply(upstream).sum());
        hash.add(graph.toString());
        List<Node> differentiated = new ArrayList<>();
        Evaluator plain = Evaluator.of(graph).feed(upstream, where.upstream());
        for (int input = 0; input < where.values().size(); input++) {
            plain.feed((Input) op.input(input), where.values().get(input));
            if (where.spec().inputs().get(input).hasDerivative()) {
                differentiated.add(op.input(input));
            }
        }
        Run planned = Run.builder(graph)
                .keep(op)
                .gradients(differentiated.toArray(Node[]::new))
                .gradients(upstream)
                .build();
        planned.feed(upstream, where.upstream());
        for (int input = 0; input < where.values().size(); input++) {
            planned.feed((Input) op.input(input), where.values().get(input));
        }
        planned.forward();
        add(plain.value(op), planned.value(op), hash);
        if (!differentiated.isEmpty()) {
            planned.backward();
            for (Node node : differentiated) {
                add(plain.gradient(node), planned.gradient(node), hash);
            }
        }
    }

    private static void add(Tensor plain, Tensor planned, Hash hash) {
        hash.add(plain.toArray());
        hash.add(planned.toArray());
    }

    /** Adds the values and gradients of random graphs of most ops. */
    public static void addGraphs(int graphs, Hash hash) {
        Random random = new Random(2);
        for (int i = 0; i < graphs; i++) {
            RandomGraph drawn = RandomGraph.draw(random, GraphOps.ALL.size());
            hash.add(drawn.graph().toString());
            Run run = drawn.run();
            Evaluator plain = drawn.evaluator();
            run.forward();
            add(plain.value(drawn.objective()), run.value(drawn.objective()), hash);
            try {
                run.backward();
                drawn.graph().parameters().forEach(p -> add(plain.gradient(p), run.gradient(p), hash));
            } catch (RuntimeException noGradient) {
                hash.add(String.valueOf(noGradient));
            }
        }
    }
}
