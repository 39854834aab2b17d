"""The console for analysts and the intake for the public: two ASGI factories, two processes."""
