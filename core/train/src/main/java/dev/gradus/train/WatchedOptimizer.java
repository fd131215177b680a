package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Delegates the steps to another optimizer and records their gradients. */
final class WatchedOptimizer implements Optimizer {
    private static final int INTERVALS = 40;

    private final Optimizer optimizer;
    private final Parameters parameters;
    private final Map<Parameter, Watched> watched = new LinkedHashMap<>();

    private static final class Watched {
        private double[] before;
        private final double[] gradient;
        private double norms;
        private int steps;

        Watched(double[] now) {
            before = now;
            gradient = new double[now.length];
        }

        void addGradient() {
            norms += norm(gradient);
            steps++;
        }

        ParameterStatistics end(String name, double[] now) {
            double[] change = new double[now.length];
            for (int i = 0; i < now.length; i++) {
                change[i] = now[i] - before[i];
            }
            ParameterStatistics epoch = new ParameterStatistics(
                    name,
                    norm(now),
                    norm(change),
                    norms / steps,
                    Histogram.of(now, INTERVALS),
                    Histogram.of(gradient, INTERVALS));
            before = now;
            norms = 0;
            steps = 0;
            return epoch;
        }
    }

    WatchedOptimizer(Optimizer optimizer, Parameters parameters) {
        this.optimizer = optimizer;
        this.parameters = parameters;
        for (Parameter parameter : parameters.all()) {
            watched.put(parameter, new Watched(parameters.get(parameter).toArray()));
        }
    }

    /** Scales the numbers so that no square overflows. */
    private static double norm(double[] numbers) {
        double largest = 0, sum = 0;
        for (double number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (double number : numbers) {
            double part = largest > 0 ? number / largest : 0;
            sum += part * part;
        }
        return largest * Math.sqrt(sum);
    }

    @Override
    public void step(Run run) {
        for (Parameter parameter : run.graph().parameters()) {
            Watched own = watched.get(parameter);
            if (own != null) {
                run.readGradient(parameter, own.gradient);
                own.addGradient();
            }
        }
        optimizer.step(run);
    }

    /** Records the first of the gradients that a step evaluates. */
    @Override
    public void step(Parameters changed, GradientSource source) {
        boolean[] isNoted = new boolean[1];
        optimizer.step(changed, numbers -> {
            double loss = source.evaluate(numbers);
            if (!isNoted[0]) {
                isNoted[0] = true;
                note(changed.all(), numbers);
            }
            return loss;
        });
    }

    private void note(List<Parameter> all, double[] gradients) {
        int at = 0;
        for (Parameter parameter : all) {
            int length = parameter.shape().elements();
            Watched own = watched.get(parameter);
            if (own != null) {
                System.arraycopy(gradients, at, own.gradient, 0, length);
                own.addGradient();
            }
            at += length;
        }
    }

    /** Returns what was recorded since the last call, in the order of the parameters. */
    List<ParameterStatistics> endOfEpoch() {
        List<ParameterStatistics> all = new ArrayList<>();
        watched.forEach((parameter, own) ->
                all.add(own.end(parameter.label(), parameters.get(parameter).toArray())));
        return all;
    }
}
