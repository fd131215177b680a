package dev.gradus.benchmarks;

import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Times the works in this process, Gradus's and the peers' in turns. Prints the versions and then a line for each work: its
 * name, and the µs of Gradus and of each peer, the fastest of all turns. Fails before it times a work whose numbers differ.
 */
final class PeerTimes {
    /** How much the numbers of two libraries may differ, relative to the greatest of an array. */
    static final double TOLERANCE = 1e-12;

    private static final int COMPARED_STEPS = 5;

    private static final int TURNS = 150;
    private static final long TURN_NANOS = 25_000_000;

    /** Gradus writes loops for ops that ran for seconds, and the compiler of a busy machine is late with the peers' Java. */
    private static final long WARM_UP_NANOS = 8_000_000_000L;

    private PeerTimes() {}

    /** The arguments: what the names of the works begin with; all if there is none. */
    public static void main(String[] wanted) {
        int threads = Integer.getInteger("dev.gradus.threads", 1);
        List<Peer> peers = new ArrayList<>();
        try {
            for (String name : Peer.NAMES) {
                peers.add(Peer.open(name, threads));
            }
            System.out.println(
                    String.join(", ", peers.stream().map(Peer::version).toList()));
            for (PeerWork work : PeerWork.ALL) {
                if (wanted.length == 0 || Arrays.stream(wanted).anyMatch(work.name()::startsWith)) {
                    double[] times = times(work, peers);
                    System.out.println(work.name() + ";"
                            + String.join(
                                    ";",
                                    Arrays.stream(times)
                                            .mapToObj(Double::toString)
                                            .toList()));
                }
            }
        } finally {
            peers.forEach(Peer::close);
        }
    }

    private static double[] times(PeerWork work, List<Peer> peers) {
        Run run = work.run().get();
        Named<Tensor> data = GradusWork.data(run);
        List<Work> all = new ArrayList<>();
        try {
            all.add(work.ours().apply(run));
            for (Peer peer : peers) {
                all.add(work.theirs().apply(peer, data));
            }
            compare(work.name(), all, run.graph().parameters());
            return inTurns(all);
        } finally {
            all.forEach(Work::close);
        }
    }

    /** Compares the objectives of the first steps and the results after them. */
    private static void compare(String name, List<Work> all, List<Parameter> parameters) {
        for (int step = 1; step <= COMPARED_STEPS; step++) {
            requireEqual(name + ", objective of step " + step, all, work -> new double[] {work.step()});
        }
        for (Parameter parameter : parameters) {
            requireEqual(name + ", result for " + parameter.label(), all, work -> work.result(parameter.label()));
        }
    }

    private static void requireEqual(String what, List<Work> all, Function<Work, double[]> numbers) {
        double[] ours = numbers.apply(all.get(0));
        for (int i = 1; i < all.size(); i++) {
            double difference = LoopPeers.difference(ours, numbers.apply(all.get(i)));
            if (!(difference <= TOLERANCE)) {
                throw new IllegalStateException(what + ": " + Peer.NAMES[i - 1] + " differs from Gradus by "
                        + difference + ", relative to the greatest number");
            }
        }
    }

    private static double[] inTurns(List<Work> all) {
        int[] steps = new int[all.size()];
        double[] fastest = new double[all.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = warmUp(all.get(i));
        }
        Arrays.fill(fastest, Double.POSITIVE_INFINITY);
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < steps.length; i++) {
                fastest[i] = Math.min(fastest[i], nanos(all.get(i), steps[i]) / 1e3 / steps[i]);
            }
        }
        return fastest;
    }

    /** Returns how many of the fastest steps fill a turn; another program may interrupt the last. */
    private static int warmUp(Work work) {
        int steps = 1;
        double fastest = Double.POSITIVE_INFINITY;
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; ) {
            fastest = Math.min(fastest, (double) nanos(work, steps) / steps);
            steps = (int) Math.max(1, Math.min(2.0 * steps, TURN_NANOS / fastest));
        }
        return steps;
    }

    private static long nanos(Work work, int steps) {
        double sum = 0;
        long start = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            sum += work.step();
        }
        long took = System.nanoTime() - start;
        if (!Double.isFinite(sum)) {
            throw new IllegalStateException("The objective is no longer finite");
        }
        return took;
    }
}
