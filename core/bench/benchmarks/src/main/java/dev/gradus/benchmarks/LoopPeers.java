package dev.gradus.benchmarks;

import dev.gradus.flow.Implicit;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Prints the time of a differential equation and of a fixed point beside eager PyTorch, which {@code python3}, or the one
 * that the system property {@code python} names, runs before. It fails if the value or a gradient differs from PyTorch's
 * by more than 1e−12 of its greatest number.
 */
final class LoopPeers {
    private static final double TOLERANCE = 1e-12;

    private LoopPeers() {}

    /** The arguments: how many steps of Runge and Kutta; 1,000 and 10,000 by default. */
    public static void main(String[] steps) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("python", "python3"), "src/main/python/loops.py"));
        command.addAll(steps.length == 0 ? List.of("1000", "10000") : List.of(steps));
        System.out.println(
                "| work | planned, ms | value, ms | gradient, ms | plan, KB | PyTorch: value, ms | gradient, ms"
                        + " | process, MB | differs by |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        Process python = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> peers;
        try (BufferedReader lines = python.inputReader(StandardCharsets.UTF_8)) {
            peers = lines.lines().toList();
        }
        if (python.waitFor() != 0) {
            throw new IllegalStateException(
                    command + " failed: it needs NumPy and PyTorch; -Djvm=-Dpython=… names another Python");
        }
        peers.forEach(peer -> print(peer.split(";")));
    }

    private static void print(String[] peer) {
        String[] times = peer[0].split(",");
        LoopCost cost = passes(() -> model(times[0].split(" ")));
        double[] ours = {cost.planned(), cost.forward(), cost.backward(), cost.kilobytes()};
        double[] theirs =
                Arrays.stream(times).skip(1).mapToDouble(Double::parseDouble).toArray();
        String line = BenchmarkTable.row(
                times[0],
                DoubleStream.concat(DoubleStream.of(ours), DoubleStream.of(theirs))
                        .toArray());
        double difference = difference(numbers(cost), peer);
        System.out.printf("%s %.0e |%n", line, difference);
        if (!(difference <= TOLERANCE)) {
            throw new IllegalStateException(times[0] + " differs from PyTorch by " + difference);
        }
    }

    /** As many passes as fit into a second; those before are for the JVM. */
    private static LoopCost passes(Supplier<Node> model) {
        LoopCost cost = LoopCost.of(model, 20);
        for (int again = 0; again < 2; again++) {
            cost = LoopCost.of(model, (int) Math.max(5, 1000 / cost.training()));
        }
        return cost;
    }

    private static Node model(String[] work) {
        return work[0].equals("species")
                ? Scans.species(Integer.parseInt(work[1]), 0)
                : fixedPoint(Integer.parseInt(work[2]));
    }

    /** Σ x² for the x with x = tanh(W x + b). */
    private static Node fixedPoint(int n) {
        NumpyRandom random = NumpyRandom.seed(0);
        Parameter w = Parameter.of("W", random.randn(n, n).map(each -> each * (0.5 / Math.sqrt(n))));
        Parameter b = Parameter.of("b", random.randn(n, 1));
        return Implicit.fixedPoint(
                        Constant.of(Tensor.zeros(n, 1)), x -> w.matMul(x).add(b).tanh())
                .tolerance(1e-15)
                .solution()
                .square()
                .sum();
    }

    /** The value, and the gradients of all parameters in the order of their names. */
    private static List<double[]> numbers(LoopCost cost) {
        return Stream.concat(
                        Stream.of(new double[] {cost.value()}),
                        cost.run().graph().parameters().stream()
                                .sorted(Comparator.comparing(Node::label))
                                .map(each -> cost.run().gradient(each).toArray()))
                .toList();
    }

    /** The greatest difference between the arrays of both. */
    private static double difference(List<double[]> numbers, String[] peer) {
        double worst = numbers.size() == peer.length - 1 ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 1; i < peer.length; i++) {
            double[] others = Arrays.stream(peer[i].split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            worst = Math.max(worst, difference(numbers.get(i - 1), others));
        }
        return worst;
    }

    /** The greatest difference between two arrays, relative to the greatest number of the second. */
    static double difference(double[] ours, double[] others) {
        double greatest = 0, apart = ours.length == others.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < others.length && apart < Double.POSITIVE_INFINITY; i++) {
            greatest = Math.max(greatest, Math.abs(others[i]));
            apart = Math.max(apart, Math.abs(others[i] - ours[i]));
        }
        return apart == 0 ? 0 : apart / greatest;
    }
}
