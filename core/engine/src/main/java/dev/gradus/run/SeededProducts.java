package dev.gradus.run;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Computes products of a matrix of derivatives with vectors. Each forward pass computes several products, which share
 * the values that do not depend on the vectors.
 */
final class SeededProducts {
    /** Beyond this number of products, the shared values are a small part of the work. */
    private static final int MOST_AT_ONCE = 16;

    /** Planning takes about a microsecond for each node. */
    private static final int MOST_NODES = 20_000;

    private final String what;
    private final Run run;

    /** The parameters that have their initial values because none were given. */
    private final Parameter[] initial;

    private final List<Input> seeds = new ArrayList<>();
    private final List<Node> products = new ArrayList<>();
    private final Vectors vectors;
    private final double[] seed;
    private final double[] product;

    /** A sequence of sparse vectors. */
    interface Vectors {
        int count();

        /** Writes a value to each element at which the vector is not 0. */
        void put(int index, double[] vector, double value);

        /** Returns vectors of which each is 1 at the element of its own index. */
        static Vectors unit(int count) {
            return new Vectors() {
                @Override
                public int count() {
                    return count;
                }

                @Override
                public void put(int index, double[] vector, double value) {
                    vector[index] = value;
                }
            };
        }
    }

    /**
     * Plans the products.
     *
     * @param what the name of the matrix, for messages
     * @param y an additional output, so that all inputs on which y depends can be fed
     * @param vector the shape of the vectors
     * @param of returns the product with a vector
     * @param given the parameters; if there are none, they have their initial values
     */
    SeededProducts(
            String what, Node y, Shape vector, Function<Node, Node> of, Vectors vectors, Optional<Parameters> given) {
        this.what = what;
        this.vectors = vectors;
        List<Node> outputs = new ArrayList<>(List.of(y));
        int most = 1;
        for (int i = 0; i < most; i++) {
            Input input = Input.of("vector " + i + " of a product", vector);
            seeds.add(input);
            products.add(of.apply(input));
            outputs.add(products.get(i));
            outputs.add(input); // so that it can be fed even if the product does not depend on it
            if (i == 0) {
                int nodes = Graph.of(outputs).nodes().size();
                most = Math.max(1, Math.min(Math.min(MOST_AT_ONCE, vectors.count()), MOST_NODES / nodes));
            }
        }
        Graph graph = Graph.of(outputs);
        this.initial = given.isEmpty() ? graph.parameters().toArray(new Parameter[0]) : new Parameter[0];
        Parameters.checkInitial(what, initial);
        this.run = given.map(parameters -> Run.of(graph, parameters)).orElseGet(() -> Run.of(graph));
        this.seed = new double[vector.elements()];
        this.product = new double[products.get(0).shape().elements()];
    }

    Run run() {
        return run;
    }

    /** Returns the number of vectors. */
    int count() {
        return vectors.count();
    }

    /**
     * Computes the products with some consecutive vectors.
     *
     * @param first the index of the first vector
     * @return the number of products
     */
    int from(int first) {
        Parameters.checkInitial(what, initial);
        int count = Math.min(seeds.size(), vectors.count() - first);
        for (int i = 0; i < seeds.size(); i++) {
            if (i < count) {
                vectors.put(first + i, seed, 1);
            }
            run.feed(seeds.get(i), seed);
            if (i < count) {
                vectors.put(first + i, seed, 0);
            }
        }
        run.forward();
        return count;
    }

    /** Returns one of the products computed last, in an array that the next call overwrites. */
    double[] product(int index) {
        run.read(products.get(index), product);
        return product;
    }

    /** Computes the product with one vector, and returns it in an array that the next call overwrites. */
    double[] with(double[] vector) {
        Parameters.checkInitial(what, initial);
        for (Input each : seeds) {
            run.feed(each, vector);
        }
        run.forward();
        return product(0);
    }
}
