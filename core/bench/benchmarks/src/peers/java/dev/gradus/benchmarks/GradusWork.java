package dev.gradus.benchmarks;

import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A work of Gradus: both passes, and what follows them. */
final class GradusWork implements Work {
    private final Run run;
    private final Consumer<Run> update;
    private final BiFunction<Run, Parameter, Tensor> result;
    private final Named<Parameter> parameters;

    private GradusWork(Run run, Consumer<Run> update, BiFunction<Run, Parameter, Tensor> result) {
        this.run = run;
        this.update = update;
        this.result = result;
        this.parameters = new Named<>(
                run.graph().parameters().stream().collect(Collectors.toMap(Parameter::label, parameter -> parameter)));
    }

    static GradusWork training(Run run, float learningRate) {
        Optimizer descent = GradientDescent.of(learningRate);
        return new GradusWork(run, descent::step, Run::value);
    }

    static GradusWork gradients(Run run) {
        return new GradusWork(run, unused -> {}, Run::gradient);
    }

    /** The inputs and the parameters by their names, as they are now. */
    static Named<Tensor> data(Run run) {
        return new Named<>(Stream.concat(run.graph().inputs().stream(), run.graph().parameters().stream())
                .collect(Collectors.toMap(leaf -> leaf.label(), run::value)));
    }

    @Override
    public double step() {
        double objective = run.forward();
        run.backward();
        update.accept(run);
        return objective;
    }

    @Override
    public double[] result(String parameter) {
        return result.apply(run, parameters.get(parameter)).toArray();
    }

    /** A run has nothing to release. */
    @Override
    public void close() {}
}
