package dev.gradus.benchmarks;

import dev.gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** The works in TensorFlow Java: a graph with the ops of its gradients and updates, which a session runs as a whole. */
final class TensorFlowWorks implements Peer {
    private static final int ON_THE_CALLERS_THREAD = -1;

    private final ConfigProto config;

    TensorFlowWorks(int threads) {
        System.setProperty(
                "org.bytedeco.javacpp.cachedir",
                Path.of("target", "javacpp").toAbsolutePath().toString());
        config = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(threads == 1 ? ON_THE_CALLERS_THREAD : threads)
                .build();
    }

    @Override
    public String version() {
        return "TensorFlow Java with TensorFlow " + TensorFlow.version();
    }

    @Override
    public Work oneLayer(Named<Tensor> data, float learningRate) {
        Model model = new Model(data);
        Ops tf = model.tf;
        Operand<TFloat64> yHat = tf.math.sigmoid(
                tf.math.add(tf.linalg.matMul(model.input("x"), model.variable("W")), model.variable("b")));
        Operand<TFloat64> squares = tf.math.squaredDifference(yHat, model.input("y"));
        return model.training(
                tf.math.mul(tf.constant(0.5), tf.math.mean(squares, tf.constant(new int[] {0, 1}))), learningRate);
    }

    /** TensorFlow Java has a cross-entropy of labels without a gradient and one of rows with a gradient in float32 alone. */
    @Override
    public Work perceptron(Named<Tensor> data, float learningRate) {
        Model model = new Model(data);
        Ops tf = model.tf;
        Operand<TFloat64> hidden = tf.nn.relu(model.linear(model.input("x"), "first"));
        Operand<TFloat64> logits = model.linear(hidden, "second");
        int classes = data.get("second.b").shape().size(1);
        Operand<TFloat64> oneHot =
                tf.oneHot(model.labels("labels"), tf.constant(classes), tf.constant(1.0), tf.constant(0.0));
        Operand<TFloat64> logLikelihoods = tf.sum(tf.math.mul(tf.nn.logSoftmax(logits), oneHot), tf.constant(1));
        return model.training(tf.math.neg(tf.math.mean(logLikelihoods, tf.constant(0))), learningRate);
    }

    @Override
    public Work longVectors(Named<Tensor> data) {
        Model model = new Model(data);
        Ops tf = model.tf;
        Operand<TFloat64> a = model.variable("a");
        Operand<TFloat64> sigmoid =
                tf.math.sigmoid(tf.math.add(tf.math.mul(a, model.variable("b")), model.variable("c")));
        return model.gradients(tf.sum(tf.math.mul(sigmoid, tf.math.tanh(a)), tf.constant(0)));
    }

    /** A graph with its session; what a step feeds and fetches is added while the graph is built. */
    private final class Model implements Work {
        private final Named<Tensor> data;
        private final Graph graph = new Graph();
        private final Ops tf = Ops.create(graph);
        private final Session session = new Session(graph, config);
        private final Session.Runner step = session.runner();
        private final List<TType> fed = new ArrayList<>();
        private final Map<String, Variable<TFloat64>> variables = new LinkedHashMap<>();
        private final Named<Operand<TFloat64>> results = new Named<>(new LinkedHashMap<>());

        Model(Named<Tensor> data) {
            this.data = data;
        }

        Operand<TFloat64> input(String name) {
            Tensor tensor = data.get(name);
            Placeholder<TFloat64> input = tf.placeholder(TFloat64.class, Placeholder.shape(shape(tensor)));
            feed(input, TFloat64.tensorOf(shape(tensor), DataBuffers.of(tensor.toArray())));
            return input;
        }

        Operand<TInt64> labels(String name) {
            long[] labels = Arrays.stream(data.get(name).toArray())
                    .mapToLong(label -> (long) label)
                    .toArray();
            Placeholder<TInt64> input = tf.placeholder(TInt64.class, Placeholder.shape(shape(data.get(name))));
            feed(input, TInt64.vectorOf(labels));
            return input;
        }

        private void feed(Placeholder<?> input, TType tensor) {
            fed.add(tensor);
            step.feed(input, tensor);
        }

        Operand<TFloat64> variable(String name) {
            Tensor tensor = data.get(name);
            Variable<TFloat64> variable = tf.variable(tf.constant(shape(tensor), DataBuffers.of(tensor.toArray())));
            variables.put(name, variable);
            return variable;
        }

        Operand<TFloat64> linear(Operand<TFloat64> x, String layer) {
            return tf.math.add(tf.linalg.matMul(x, variable(layer + ".W")), variable(layer + ".b"));
        }

        /** No update may come before a gradient that reads the variable. */
        Model training(Operand<TFloat64> loss, float learningRate) {
            Gradients gradients = tf.gradients(loss, variables.values());
            List<Op> computed = new ArrayList<>();
            gradients.forEach(computed::add);
            Ops afterwards = tf.withControlDependencies(computed);
            Operand<TFloat64> rate = tf.constant((double) learningRate);
            step.fetch(loss);
            int index = 0;
            for (Variable<TFloat64> variable : variables.values()) {
                step.addTarget(afterwards.train.applyGradientDescent(variable, rate, gradients.dy(index)));
                index++;
            }
            results.all().putAll(variables);
            return this;
        }

        Model gradients(Operand<TFloat64> objective) {
            Gradients gradients = tf.gradients(objective, variables.values());
            step.fetch(objective);
            int index = 0;
            for (String name : variables.keySet()) {
                Operand<TFloat64> gradient = gradients.dy(index);
                results.all().put(name, gradient);
                step.fetch(gradient);
                index++;
            }
            return this;
        }

        @Override
        public double step() {
            try (Result result = step.run()) {
                return ((TFloat64) result.get(0)).getDouble();
            }
        }

        @Override
        public double[] result(String parameter) {
            try (Result result = session.runner().fetch(results.get(parameter)).run()) {
                TFloat64 tensor = (TFloat64) result.get(0);
                double[] values = new double[(int) tensor.size()];
                tensor.copyTo(DataBuffers.of(values, false, false));
                return values;
            }
        }

        @Override
        public void close() {
            session.close();
            graph.close();
            fed.forEach(TType::close);
        }
    }

    private static Shape shape(Tensor tensor) {
        return Shape.of(Arrays.stream(tensor.shape().sizes()).asLongStream().toArray());
    }

    /** Each model closes what is its own. */
    @Override
    public void close() {}
}
