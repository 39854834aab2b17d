"""How a kernel is made. Only the compiled sieve imports this: whoever has no numba takes the plain one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., object])
Number = Any  # of 64 bits, signed or not, as numba infers it; the two must not be mixed: their sum is a fraction
# Kernels allocate nothing, so no references need counting, which costs more than the work itself.
_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
_WITHIN: dict[str, Any] = {"forceinline": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def kernel(function: Kernel) -> Kernel:
    """Machine code at the first call, kept on disk for the next process; it runs without the interpreter's lock."""
    try:
        return cast(Kernel, njit(function, cache=True, **_OPTIONS))
    except RuntimeError:  # no folder can be written where numba keeps what it compiled
        return cast(Kernel, njit(function, **_OPTIONS))


def inlined(function: Kernel) -> Kernel:
    """A step of a kernel, not to be called from elsewhere: kept, and entered from Python, with the kernel only."""
    return cast(Kernel, njit(function, **_OPTIONS, **_WITHIN))
