package dev.gradus.playground.bits;

import dev.gradus.check.GradientCheck;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.TraceJson;
import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.playground.Catalog;
import dev.gradus.playground.Session;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.ContractSamples;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.teavm.jso.JSExport;

/** What is computed in a browser and on the JVM, as hashes. The same program runs in both. */
public final class Bits {
    private static final int SAMPLES = 24;
    private static final int GRAPHS = 300;
    private static final int TRIPLES = 200_000;
    private static final int STEPS = 2000;
    private static final int FEW_STEPS = 20;

    private Bits() {}

    /** TeaVM begins here. */
    public static void main(String[] arguments) {
        // The test calls the functions below.
    }

    /** Samples of the contract with this number. */
    @JSExport
    public static String op(int contract) {
        Hash hash = new Hash();
        ContractSamples.add(Contracts.made(contract), SAMPLES, hash);
        return hash.toString();
    }

    /** Random graphs. */
    @JSExport
    public static String graphs() {
        Hash hash = new Hash();
        ContractSamples.addGraphs(GRAPHS, hash);
        return hash.toString();
    }

    /** Fused multiply-add where it is hard: cancellation, ties, subnormals, overflow. */
    @JSExport
    public static String fma() {
        Hash hash = new Hash();
        Random random = new Random(3);
        for (int i = 0; i < TRIPLES; i++) {
            double a = number(i, random);
            double b = number(i / 7, random);
            double p = a * b;
            double c = switch (i % 5) {
                case 0 -> -p;
                case 1 -> p * Math.scalb(1.0, random.nextInt(120) - 60);
                case 2 -> -p * (1 + Math.scalb(random.nextInt(5) - 2, -52));
                case 3 -> Math.ulp(p) * (random.nextInt(9) - 4) / 2;
                default -> number(i, random);
            };
            hash.add(Math.fma(a, b, c));
        }
        return hash.toString();
    }

    private static double number(int kind, Random random) {
        return switch (kind % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> 1 + random.nextInt(1 << 20) * 0x1p-26;
            case 2 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(2100) - 1050);
            default -> random.nextDouble() * 4 - 2;
        };
    }

    private static Run and() {
        Input x = Input.of("x", 4, 2);
        Input y = Input.of("y", 4, 1);
        Parameter w = Parameter.of("W", NumpyRandom.seed(0).normal(0, 1 / Math.sqrt(2), Shape.of(2, 1)));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        Node output = x.matMul(w).add(b).sigmoid().named("ŷ");
        return Run.of(Graph.of(new MseLoss(output, y).named("J")))
                .feed(x, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
                .feed(y, new double[] {0, 0, 0, 1});
    }

    /** The losses of the lesson's training. */
    @JSExport
    public static String losses() {
        Hash hash = new Hash();
        Run run = and();
        Optimizer descent = GradientDescent.of(1.0);
        for (int step = 0; step < STEPS; step++) {
            hash.add(run.forward());
            run.backward();
            descent.step(run);
        }
        run.graph().parameters().forEach(p -> hash.add(run.parameters().get(p).toArray()));
        return hash.toString();
    }

    /** The lesson's first step in words, formulas and code, as JSON, and checked. */
    @JSExport
    public static String texts() {
        Hash hash = new Hash();
        Run run = and();
        Explanation explanation = Explanation.of(run);
        hash.add(explanation.toString());
        hash.add(explanation.mathMl());
        hash.add(explanation.latex());
        hash.add(explanation.numpy());
        hash.add(explanation.java());
        hash.add(TraceJson.of(Trace.of(run)));
        hash.add(GradientCheck.of(run).check().toString());
        return hash.toString();
    }

    /** The losses of the admissions, as the page trains them. */
    @JSExport
    public static String admissions() {
        Hash hash = new Hash();
        Session session = new Session();
        session.example("admissions");
        hash.add(session.train(STEPS));
        return hash.toString();
    }

    /** What the page gets to know of every lesson: lines, numbers, steps, code, gradients checked, the address. */
    @JSExport
    public static String lessons() {
        Hash hash = new Hash();
        Session session = new Session();
        Matcher name = Pattern.compile("\"name\":\"([a-z]+)\"").matcher(Catalog.examples());
        while (name.find()) {
            hash.add(session.example(name.group(1)));
            hash.add(session.train(FEW_STEPS));
            hash.add(session.model().field(-1, 1, -1, 1, 9));
            session.model().trace(true).ifPresent(trace -> {
                hash.add(trace.graph());
                hash.add(trace.values());
                hash.add(trace.equations());
            });
            hash.add(session.model().code());
            hash.add(session.check());
            hash.add(session.address(""));
        }
        return hash.toString();
    }
}
