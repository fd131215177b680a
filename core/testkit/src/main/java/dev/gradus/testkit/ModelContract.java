package dev.gradus.testkit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;

/**
 * The laws that a composed graph must obey at random inputs, each as a property of its own. A test class implements
 * this interface and specifies the model:
 *
 * <pre>{@code
 * class AttentionProperties implements ModelContract {
 *     @Override
 *     public ModelSpec model() {
 *         return ModelSpec.of(in -> Attention.of(in.get(0), in.get(1), in.get(2)))
 *                 .input("query", dims("n", "d"), Values.any())
 *                 .input("key", dims("m", "d"), Values.any())
 *                 .input("value", dims("m", "d"), Values.any());
 *     }
 * }
 * }</pre>
 */
@AddLifecycleHook(value = ContractHook.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
public interface ModelContract {
    /** The specification of the model. */
    ModelSpec model();

    /** See {@link Dims#dims}. */
    default Dims dims(String... axes) {
        return Dims.dims(axes);
    }

    /** See {@link Dims#anyShape}. */
    default Dims anyShape() {
        return Dims.anyShape();
    }

    /** See {@link Dims#broadcastable}. */
    default Dims broadcastable() {
        return Dims.broadcastable();
    }

    /** {@link Law#VALUE}. */
    @Property
    @Obeys(Law.VALUE)
    default void valueEqualsReference(@ForAll OpCase inputs) {
        Law.VALUE.check(inputs.where());
    }

    /** {@link Law#GRADIENT}. */
    @Property
    @Obeys(Law.GRADIENT)
    default void gradientsEqualNumerical(@ForAll OpCase inputs) {
        Law.GRADIENT.check(inputs.where());
    }

    /** {@link Law#SECOND_ORDER}. */
    @Property
    @Obeys(Law.SECOND_ORDER)
    default void secondOrder(@ForAll OpCase inputs) {
        Law.SECOND_ORDER.check(inputs.where());
    }

    /** {@link Law#RUN}; few tries, because each plans several runs. */
    @Property
    @Obeys(Law.RUN)
    default void plainAndPlannedAgree(@ForAll OpCase inputs) {
        Law.RUN.check(inputs.where());
    }
}
