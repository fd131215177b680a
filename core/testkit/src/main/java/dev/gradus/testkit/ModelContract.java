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

    /** {@link ModelLaw#VALUE}. */
    @Property
    @ObeysAsModel(ModelLaw.VALUE)
    default void valueEqualsReference(@ForAll OpCase inputs) {
        ModelLaw.VALUE.check(model(), inputs.where());
    }

    /** {@link ModelLaw#GRADIENTS}. */
    @Property
    @ObeysAsModel(ModelLaw.GRADIENTS)
    default void gradientsEqualNumerical(@ForAll OpCase inputs) {
        ModelLaw.GRADIENTS.check(model(), inputs.where());
    }

    /** {@link ModelLaw#SECOND_ORDER}. */
    @Property
    @ObeysAsModel(ModelLaw.SECOND_ORDER)
    default void secondOrder(@ForAll OpCase inputs) {
        ModelLaw.SECOND_ORDER.check(model(), inputs.where());
    }

    /** {@link ModelLaw#RUNS}; few tries, because each plans several runs. */
    @Property
    @ObeysAsModel(ModelLaw.RUNS)
    default void plainAndPlannedAgree(@ForAll OpCase inputs) {
        ModelLaw.RUNS.check(model(), inputs.where());
    }
}
