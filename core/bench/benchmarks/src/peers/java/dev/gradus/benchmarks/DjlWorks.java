package dev.gradus.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.gradus.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The works in DJL with its engine PyTorch: DJL's layers, losses and optimizer. Weights are stored as outputs × inputs. */
final class DjlWorks implements Peer {
    private final Engine engine;
    private final NDManager manager;

    DjlWorks(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty(
                "DJL_CACHE_DIR", Path.of("target", "djl").toAbsolutePath().toString());
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", Integer.toString(threads));
        engine = Engine.getEngine("PyTorch");
        manager = engine.newBaseManager();
    }

    @Override
    public String version() {
        return "DJL " + Engine.getDjlVersion() + " with PyTorch " + engine.getVersion();
    }

    @Override
    public Work oneLayer(Named<Tensor> data, float learningRate) {
        Numbers numbers = new Numbers(data);
        NDArray x = numbers.array("x"), y = numbers.array("y");
        NDArray W = numbers.weights("W"), b = numbers.bias("b");
        Loss meanSquare = Loss.l2Loss();
        return new Training(numbers, learningRate, () -> {
            NDArray yHat = Activation.sigmoid(linear(x, W, b));
            return meanSquare.evaluate(new NDList(y), new NDList(yHat));
        });
    }

    @Override
    public Work perceptron(Named<Tensor> data, float learningRate) {
        Numbers numbers = new Numbers(data);
        NDArray x = numbers.array("x"), labels = numbers.array("labels").toType(DataType.INT64, false);
        NDArray W1 = numbers.weights("first.W"), b1 = numbers.bias("first.b");
        NDArray W2 = numbers.weights("second.W"), b2 = numbers.bias("second.b");
        Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
        return new Training(numbers, learningRate, () -> {
            NDArray hidden = Activation.relu(linear(x, W1, b1));
            return crossEntropy.evaluate(new NDList(labels), new NDList(linear(hidden, W2, b2)));
        });
    }

    @Override
    public Work longVectors(Named<Tensor> data) {
        return new LongVectorsWork(new Numbers(data));
    }

    private static NDArray linear(NDArray x, NDArray weights, NDArray bias) {
        return Linear.linear(x, weights, bias).singletonOrThrow();
    }

    /** The arrays of a work. */
    private final class Numbers {
        private final Named<Tensor> data;
        private final NDManager arrays = manager.newSubManager();
        private final Named<NDArray> parameters = new Named<>(new LinkedHashMap<>());

        Numbers(Named<Tensor> data) {
            this.data = data;
        }

        NDArray array(String name) {
            Tensor tensor = data.get(name);
            long[] sizes = Arrays.stream(tensor.shape().sizes()).asLongStream().toArray();
            return arrays.create(tensor.toArray(), new Shape(sizes));
        }

        NDArray weights(String name) {
            return parameter(name, array(name).transpose().duplicate());
        }

        NDArray bias(String name) {
            return parameter(name, array(name).flatten());
        }

        private NDArray parameter(String name, NDArray array) {
            array.setRequiresGradient(true);
            parameters.all().put(name, array);
            return array;
        }
    }

    /** A loss with its gradients, then the update of every parameter, which also sets its gradient to 0. */
    private final class Training implements Work {
        private final Numbers numbers;
        private final Optimizer descent;
        private final Supplier<NDArray> loss;

        Training(Numbers numbers, float learningRate, Supplier<NDArray> loss) {
            this.numbers = numbers;
            this.loss = loss;
            descent = Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(learningRate))
                    .build();
        }

        @Override
        public double step() {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray objective;
                try (GradientCollector collector = engine.newGradientCollector()) {
                    objective = loss.get();
                    collector.backward(objective);
                }
                numbers.parameters.all().forEach((name, each) -> descent.update(name, each, each.getGradient()));
                return objective.getDouble();
            }
        }

        @Override
        public double[] result(String parameter) {
            return numbers.parameters.get(parameter).transpose().toDoubleArray();
        }

        @Override
        public void close() {
            numbers.arrays.close();
        }
    }

    private final class LongVectorsWork implements Work {
        private final Numbers numbers;
        private final NDArray a;
        private final NDArray b;
        private final NDArray c;
        private Named<NDArray> gradients = new Named<>(Map.of());

        LongVectorsWork(Numbers numbers) {
            this.numbers = numbers;
            a = numbers.array("a");
            b = numbers.array("b");
            c = numbers.array("c");
        }

        @Override
        public double step() {
            gradients.all().values().forEach(NDArray::close);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray a = leaf(this.a), b = leaf(this.b), c = leaf(this.c), sum;
                try (GradientCollector collector = engine.newGradientCollector()) {
                    sum = Activation.sigmoid(a.mul(b).add(c)).mul(a.tanh()).sum();
                    collector.backward(sum);
                }
                gradients = new Named<>(Map.of("a", gradient(a), "b", gradient(b), "c", gradient(c)));
                return sum.getDouble();
            }
        }

        /** The same memory without a gradient: a backward pass adds to one that is there. */
        private NDArray leaf(NDArray array) {
            NDArray leaf = array.stopGradient();
            leaf.setRequiresGradient(true);
            return leaf;
        }

        /** Outlives the step. */
        private NDArray gradient(NDArray leaf) {
            NDArray gradient = leaf.getGradient();
            NDScope.unregister(gradient);
            return gradient;
        }

        @Override
        public double[] result(String parameter) {
            return gradients.get(parameter).toDoubleArray();
        }

        @Override
        public void close() {
            numbers.arrays.close();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
